// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Rest;

namespace WebPubSub.Operations;

/// <summary>Receivers that one request reaches, and the target and filter of that request.</summary>
/// <remarks>
/// The service advises about 100 clauses in a filter. A filter travels in the URL, so its length is limited as well. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-odata-filter">OData filter syntax</see>.
/// </remarks>
internal sealed record ReceiverBatch(IReadOnlyList<string> Receivers, Target Target, string? Filter)
{
    public const int MaxReceivers = 100;
    public const int MaxFilterLength = 6000;

    /// <summary>Divides users into batches.</summary>
    public static IEnumerable<ReceiverBatch> Users(IEnumerable<string> userIds, bool hasFilters)
    {
        string[] receivers = Check(userIds, nameof(userIds));
        return hasFilters ? Split(receivers, users => ClientConnectionFilter.Create($"userId in {users}", CultureInfo.InvariantCulture)) : receivers.Select(user => Single(user, Target.User(user)));
    }

    /// <summary>Divides connections into batches.</summary>
    public static IEnumerable<ReceiverBatch> Connections(IEnumerable<string> connectionIds, bool hasFilters)
    {
        string[] receivers = Check(connectionIds, nameof(connectionIds));
        return hasFilters
            ? Split(receivers, connections => ClientConnectionFilter.Create($"connectionId in {connections}", CultureInfo.InvariantCulture))
            : receivers.Select(connection => Single(connection, Target.Connection(connection)));
    }

    /// <summary>Puts groups into one batch, because only one request can reach a member of two groups once.</summary>
    public static IEnumerable<ReceiverBatch> Groups(IEnumerable<string> groups, bool hasFilters)
    {
        string[] receivers = Check(groups, nameof(groups));
        foreach (string group in receivers)
        {
            Guard.GroupInQuery(group, nameof(groups));
        }

        if (!hasFilters)
        {
            return receivers.Select(group => Single(group, Target.Group(group)));
        }

        string filter = string.Join(" or ", receivers.Select(group => ClientConnectionFilter.Create($"{group} in groups", CultureInfo.InvariantCulture)));
        return receivers.Length <= MaxReceivers && EscapedLength(filter) <= MaxFilterLength
            ? receivers.Length == 0 ? [] : [new ReceiverBatch(receivers, Target.Hub, filter)]
            : throw new ArgumentException(
                $"A message can be sent to at most {MaxReceivers} groups at once, whose filter has at most {MaxFilterLength} characters; these are {receivers.Length} groups "
                + $"and {EscapedLength(filter)} characters. More groups would need several requests, and a member of two groups would receive the message twice.",
                nameof(groups));
    }

    private static ReceiverBatch Single(string receiver, Target target) => new([receiver], target, null);

    private static IEnumerable<ReceiverBatch> Split(string[] receivers, Func<IReadOnlyList<string>, string> writeFilter)
    {
        var batch = new List<string>(Math.Min(receivers.Length, MaxReceivers));
        int length = 0;
        foreach (string receiver in receivers)
        {
            int added = EscapedLength($"'{receiver.Replace("'", "''", StringComparison.Ordinal)}',");
            if (batch.Count == MaxReceivers || (batch.Count > 0 && length + added > MaxFilterLength))
            {
                yield return new ReceiverBatch(batch, Target.Hub, writeFilter(batch));
                batch = [];
                length = 0;
            }

            batch.Add(receiver);
            length += added;
        }

        if (batch.Count > 0)
        {
            yield return new ReceiverBatch(batch, Target.Hub, writeFilter(batch));
        }
    }

    private static string[] Check(IEnumerable<string> receivers, string parameter)
    {
        ArgumentNullException.ThrowIfNull(receivers, parameter);
        string[] all = [.. receivers.Distinct(StringComparer.Ordinal)];
        foreach (string receiver in all)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(receiver, parameter);
            Guard.WellFormed(receiver, parameter);
        }

        return all;
    }

    private static int EscapedLength(string text) => Uri.EscapeDataString(text).Length;
}
