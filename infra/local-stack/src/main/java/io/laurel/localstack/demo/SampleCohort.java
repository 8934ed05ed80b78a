package io.laurel.localstack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A cohort of people from everywhere, none of whom exists: the same thousand each time. */
public final class SampleCohort {

    private static final int ROWS = 1000;

    /** Given and family names that go together; in the order in which their people write them. */
    private record Names(List<String> first, List<String> second, String between) {}

    private static final List<Names> EVERYWHERE = List.of(
            new Names(
                    List.of(
                            "Amelia", "Siobhán", "Zoë", "Łucja", "Günther", "Éloïse", "Søren", "João", "Iñigo",
                            "Şebnem"),
                    List.of(
                            "O'Connor",
                            "Müller-Lüdenscheidt",
                            "García Márquez",
                            "Dvořák",
                            "Ångström",
                            "D’Angelo",
                            "Nguyễn",
                            "Ólafsdóttir"),
                    " "),
            new Names(
                    List.of("Олена", "Иван", "Анастасия", "Богдан", "Милица"),
                    List.of("Шевченко", "Петров", "Кузнецова", "Стојановић"),
                    " "),
            new Names(List.of("Ελένη", "Γιώργος", "Μαρία"), List.of("Παπαδοπούλου", "Νικολάου", "Αντωνίου"), " "),
            new Names(List.of("محمد", "فاطمة", "ليلى", "يوسف"), List.of("الحسن", "العلوي", "بن سعيد"), " "),
            new Names(List.of("נועה", "דוד", "תמר"), List.of("כהן", "לוי", "מזרחי"), " "),
            new Names(List.of("王", "李", "张", "陳", "歐陽"), List.of("小明", "美玲", "伟", "秀英", "建國"), ""),
            new Names(List.of("佐藤", "鈴木", "高橋"), List.of("さくら", "翔太", "陽菜"), " "),
            new Names(List.of("김", "이", "박"), List.of("서연", "민준", "지우"), ""),
            new Names(List.of("आरव", "प्रिया", "अनन्या"), List.of("शर्मा", "पटेल", "सिंह"), " "),
            new Names(List.of("கவிதா", "முருகன்"), List.of("சுப்பிரமணியம்", "இராமன்"), " "),
            new Names(List.of("สมชาย", "มาลี"), List.of("ใจดี", "ศรีสุข"), " "),
            new Names(List.of("አበበ", "ሰላም"), List.of("ተስፋዬ", "በቀለ"), " "),
            new Names(List.of("Նարե", "Արամ"), List.of("Սարգսյան", "Պետրոսյան"), " "),
            new Names(List.of("ნინო", "გიორგი"), List.of("ბერიძე", "კაპანაძე"), " "),
            new Names(List.of("Ngozi", "Kwame", "Thandiwe"), List.of("Okonkwo", "Mensah", "Ndlovu"), " "));

    private SampleCohort() {}

    /** Writes it as CSV, ready for the bulk API. */
    public static void write(Path file) throws IOException {
        Files.writeString(file, csv());
    }

    static String csv() {
        var csv = new StringBuilder("name,email\n");
        for (int row = 1; row <= ROWS; row++) {
            csv.append("%s,recipient.%04d@example.com%n".formatted(name(row), row));
        }
        return csv.toString();
    }

    private static String name(int row) {
        var names = EVERYWHERE.get(row % EVERYWHERE.size());
        int pick = row / EVERYWHERE.size();
        return names.first.get(pick % names.first.size())
                + names.between
                + names.second.get(pick / names.first.size() % names.second.size());
    }
}
