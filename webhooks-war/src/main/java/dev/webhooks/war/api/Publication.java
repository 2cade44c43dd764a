package dev.webhooks.war.api;

import dev.webhooks.core.payload.InvalidInputException;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.war.error.Problem;
import dev.webhooks.war.error.Problems;
import dev.webhooks.war.json.InvalidRequestException;
import dev.webhooks.war.json.WireName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Publishes items of one kind: reads each, hands on those that could be read, and puts the results
 * in the items' order. Thread-safe if its functions are.
 *
 * @param read one item; throws what is wrong with it
 * @param publish those that could be read
 * @param write the data of an accepted one, as JSON
 */
record Publication<I>(
    Function<ByteBuffer, I> read,
    Function<List<I>, CompletionStage<List<PublishResult>>> publish,
    Function<PublishResult.Accepted, String> write) {

  /** What the use cases name otherwise. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "createdAt", "created",
          "direction", "transfer_type",
          "amount", "transfer_amount");

  private static final String SUCCESS = "{\"status\":\"success\",\"data\":";

  /** The whole answer to one item; completes exceptionally with what is wrong with it. */
  CompletionStage<String> one(ByteBuffer item) {
    I read;
    try {
      read = read().apply(item);
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(new InvalidRequestException(e.errors()));
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return publish.apply(List.of(read)).thenApply(results -> answer(results.get(0)));
  }

  private String answer(PublishResult result) {
    if (result instanceof PublishResult.Accepted accepted) {
      return SUCCESS + write.apply(accepted) + "}";
    }
    throw problem((PublishResult.Refused) result).exception();
  }

  /** One result per item, in order, each a success or an error; never fails. */
  CompletionStage<List<String>> each(List<ByteBuffer> items) {
    List<I> sound = new ArrayList<>(items.size());
    List<Problem> problems = new ArrayList<>(items.size());
    for (ByteBuffer item : items) {
      problems.add(tryRead(item, sound));
    }
    if (sound.isEmpty()) {
      return CompletableFuture.completedFuture(merge(problems, List.of()));
    }
    return publish
        .apply(sound)
        .thenApply(results -> results.stream().map(this::result).toList())
        .exceptionally(thrown -> failed(sound.size(), thrown))
        .thenApply(results -> merge(problems, results));
  }

  /** Returns {@link #SOUND} when the item was added to the sound ones. */
  private Problem tryRead(ByteBuffer item, List<I> sound) {
    try {
      sound.add(read().apply(item));
      return SOUND;
    } catch (InvalidInputException e) {
      return Problem.invalid(e.errors());
    } catch (InvalidRequestException e) {
      return Problem.invalid(e.errors());
    }
  }

  private static final Problem SOUND = Problem.internal();

  private static List<String> merge(List<Problem> problems, List<String> results) {
    Iterator<String> next = results.iterator();
    return problems.stream()
        .map(problem -> problem == SOUND ? next.next() : problem.toJson().toString())
        .toList();
  }

  private static List<String> failed(int count, Throwable thrown) {
    String problem = Problems.of(thrown).toJson().toString();
    return java.util.Collections.nCopies(count, problem);
  }

  private String result(PublishResult result) {
    return result instanceof PublishResult.Accepted accepted
        ? SUCCESS + write.apply(accepted) + "}"
        : problem((PublishResult.Refused) result).toJson().toString();
  }

  /**
   * Calls what reads and checks an item outside a publication.
   *
   * @throws InvalidRequestException with what is wrong with the item, named as on the wire
   */
  static <T> T translating(Supplier<T> useCase) {
    try {
      return WireName.translating(FIELDS, useCase);
    } catch (InvalidInputException e) {
      throw new InvalidRequestException(e.errors());
    }
  }

  private static Problem problem(PublishResult.Refused refused) {
    return refused.refusal() instanceof Refusal.Invalid invalid
        ? Problem.invalid(WireName.translate(FIELDS, invalid.errors()))
        : Problems.ofRefusal(refused.refusal());
  }
}
