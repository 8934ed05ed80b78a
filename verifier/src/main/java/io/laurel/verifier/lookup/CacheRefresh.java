package io.laurel.verifier.lookup;

import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;

/**
 * Forgets what events tell has changed. Every instance reads every partition, from the end, as a member of no group. What
 * is missed while the broker is away ages out of the cache by itself.
 */
@Configuration
class CacheRefresh implements BatchMessageListener<String, byte[]>, ConsumerSeekAware {

    private static final Logger LOG = LoggerFactory.getLogger(CacheRefresh.class);

    private final Lookup lookup;
    private final ApplicationEventPublisher publisher;
    private final Counter refreshes;

    CacheRefresh(Lookup lookup, ApplicationEventPublisher publisher, MeterRegistry metrics) {
        this.lookup = lookup;
        this.publisher = publisher;
        refreshes = metrics.counter("laurel.verifier.lookup.refreshes");
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> credentialEvents(ConsumerFactory<String, byte[]> consumers) {
        var properties = new ContainerProperties(everyPartitionFromItsEnd());
        properties.setAckMode(AckMode.MANUAL); // no group, so no offsets to commit
        properties.setMessageListener(this);
        return new ConcurrentMessageListenerContainer<>(consumers, properties);
    }

    private static TopicPartitionOffset[] everyPartitionFromItsEnd() {
        return Topics.ALL.stream()
                .filter(topic -> topic.name().equals(Topics.CREDENTIAL_EVENTS))
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartitionOffset(topic.name(), partition, SeekPosition.END)))
                .toArray(TopicPartitionOffset[]::new);
    }

    /** Where the end is, is known from now on: of what was remembered before, a change may have been missed. (Not called where the broker is away now.) */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> ends, ConsumerSeekCallback seeking) {
        lookup.forgetAll();
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        for (var record : records) {
            try {
                refresh(Messages.read(record.value(), CredentialEvent.class));
            } catch (Messages.UnreadableMessageException e) {
                LOG.warn("an unreadable event, so everything is forgotten: {}", e.getMessage());
                lookup.forgetAll();
            } catch (RuntimeException | Error e) {
                // An Error thrown on would end the listening.
                LOG.warn("an event that cannot be followed, so everything is forgotten", e);
                lookup.forgetAll();
            }
        }
        refreshes.increment(records.size());
    }

    private void refresh(CredentialEvent event) {
        switch (event) {
            case CredentialIssued issued -> {
                lookup.forget(issued.credentialId(), issued.shortId());
                if (issued.supersedes() != null) {
                    lookup.forget(
                            issued.supersedes().credentialId(),
                            issued.supersedes().shortId());
                }
            }
            case CredentialRevoked revoked -> lookup.forget(revoked.credentialId(), revoked.shortId());
            case CredentialClaimed claimed -> lookup.forget(claimed.credentialId(), claimed.shortId());
            case CredentialExpired expired -> lookup.forget(expired.credentialId(), expired.shortId());
            // The credential is as it was.
            case CredentialEncoded encoded -> publisher.publishEvent(encoded);
        }
    }
}
