// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Rest;

namespace WebPubSub.Operations;

/// <summary>The receivers of one request, and the target and filter of that request.</summary>
/// <remarks>
/// The documentation of the service recommends at most about 100 clauses in a filter. The filter is part of the URL, so its length is also limited. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-odata-filter">OData filter syntax</see>.
/// </remarks>
internal sealed record ReceiverBatch(IReadOnlyList<string> Receivers, Target Target, string? Filter)
{
    public const int MaxReceivers = 100;
    public const int MaxFilterLength = 4500;

    /// <summary>Divides users into batches.</summary>
    public static IEnumerable<ReceiverBatch> Users(IEnumerable<string> userIds, bool hasFilters, int reservedLength = 0)
    {
        string[] receivers = Check(userIds, nameof(userIds));
        return hasFilters ? Split(receivers, MaxFilterLength - reservedLength, users => ClientConnectionFilter.Create($"userId in {users}", CultureInfo.InvariantCulture)) : receivers.Select(user => Single(user, Target.User(user)));
    }

    /// <summary>Divides connections into batches.</summary>
    public static IEnumerable<ReceiverBatch> Connections(IEnumerable<string> connectionIds, bool hasFilters, int reservedLength = 0)
    {
        string[] receivers = Check(connectionIds, nameof(connectionIds));
        return hasFilters
            ? Split(receivers, MaxFilterLength - reservedLength, connections => ClientConnectionFilter.Create($"connectionId in {connections}", CultureInfo.InvariantCulture))
            : receivers.Select(connection => Single(connection, Target.Connection(connection)));
    }

    /// <summary>Puts all groups into one batch, so that a member of two groups receives the message once. Without filters, each group is a batch.</summary>
    public static IEnumerable<ReceiverBatch> Groups(IEnumerable<string> groups, bool hasFilters, int reservedLength = 0)
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

        if (receivers.Length == 0)
        {
            return [];
        }

        string filter = string.Join(" or ", receivers.Select(group => ClientConnectionFilter.Create($"{group} in groups", CultureInfo.InvariantCulture)));
        int maxLength = MaxFilterLength - reservedLength;
        string? excess = receivers.Length > MaxReceivers ? $"at most {MaxReceivers} groups, but there are {receivers.Length}"
            : EscapedLength(filter) > maxLength ? $"groups whose filter has at most {maxLength} characters, but it has {EscapedLength(filter)}"
            : null;
        return excess is null
            ? [new ReceiverBatch(receivers, Target.Hub, filter)]
            : throw new ArgumentException(
                $"One call can send to {excess}. Call the method several times. A member of groups in two calls then receives the message twice.", nameof(groups));
    }

    /// <summary>Returns the escaped length of the parts that the options add to the URL of each request.</summary>
    /// <exception cref="ArgumentException">The parts are too long, because the URL also contains the receivers.</exception>
    public static int GetOptionsLength(SendToManyOptions? options)
    {
        int length = options is null ? 0 : EscapedLength(options.Filter ?? "") + options.ExcludedConnections.Sum(connection => "&excluded=".Length + EscapedLength(connection));
        return length <= MaxFilterLength / 2
            ? length
            : throw new ArgumentException(
                $"{nameof(SendToManyOptions.Filter)} and {nameof(SendToManyOptions.ExcludedConnections)} have {length} characters in the URL of a request. "
                + $"They can have at most {MaxFilterLength / 2}, because the receivers are in the URL as well.",
                nameof(options));
    }

    /// <summary>Gets whether the request can exclude connections.</summary>
    public bool SupportsExclusion => Filter is not null || Target.SendName == "SendToGroup";

    /// <summary>Returns the filter of the request, combined with another filter.</summary>
    /// <exception cref="ArgumentException">The parentheses of the other filter are not balanced, so it could disable the filter of the request.</exception>
    public string? CombineFilter(string? filter)
    {
        if (string.IsNullOrEmpty(filter) || Filter is null)
        {
            return string.IsNullOrEmpty(filter) ? Filter : filter;
        }

        return IsBalanced(filter)
            ? $"({Filter}) and ({filter})"
            : throw new ArgumentException($"The parentheses of the filter '{filter}' are not balanced.", nameof(filter));
    }

    private static bool IsBalanced(string filter)
    {
        int depth = 0;
        bool isQuoted = false;
        foreach (char character in filter)
        {
            isQuoted ^= character == '\'';
            depth += isQuoted ? 0 : character switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0 && !isQuoted;
    }

    private static ReceiverBatch Single(string receiver, Target target) => new([receiver], target, null);

    private static IEnumerable<ReceiverBatch> Split(string[] receivers, int maxLength, Func<IReadOnlyList<string>, string> writeFilter)
    {
        var batch = new List<string>(Math.Min(receivers.Length, MaxReceivers));
        int length = 0;
        foreach (string receiver in receivers)
        {
            int added = EscapedLength($"'{receiver.Replace("'", "''", StringComparison.Ordinal)}',");
            if (batch.Count == MaxReceivers || (batch.Count > 0 && length + added > maxLength))
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
