// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Json;
using Azure;
using Azure.Core;
using WebPubSub.Rest;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Puts every connection that a filter chooses into groups, all at once.</summary>
    /// <param name="groups">The groups; any number, names with <c>/</c> included.</param>
    /// <param name="filter">An OData expression; <see langword="null"/> or empty chooses every connection of the hub.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when nothing matches.</returns>
    /// <exception cref="ArgumentException">There is no group, or a name is malformed; no request was made.</exception>
    /// <exception cref="NotSupportedException">The chosen service version is older than 2023-07-01.</exception>
    /// <exception cref="RequestFailedException">The service refused, for example the filter.</exception>
    /// <remarks>Protocol reference: REST API, sections 7.19 and 10.</remarks>
    public virtual Task<Response> AddConnectionsToGroupsAsync(
        IEnumerable<string> groups, string? filter, CancellationToken cancellationToken = default) =>
        AddConnectionsToGroupsAsync(groups, filter, ToContext(cancellationToken));

    /// <inheritdoc cref="AddConnectionsToGroupsAsync(IEnumerable{string}, string?, CancellationToken)"/>
    public virtual Response AddConnectionsToGroups(
        IEnumerable<string> groups, string? filter, CancellationToken cancellationToken = default) =>
        AddConnectionsToGroups(groups, filter, ToContext(cancellationToken));

    /// <inheritdoc cref="AddConnectionsToGroupsAsync(IEnumerable{string}, string?, CancellationToken)"/>
    /// <param name="groups">The groups; any number, names with <c>/</c> included.</param>
    /// <param name="filter">An OData expression; <see langword="null"/> or empty chooses every connection of the hub.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> AddConnectionsToGroupsAsync(IEnumerable<string> groups, string? filter, RequestContext? context) =>
        SendAsync(CreateGroupsInBulk("/:addToGroups", groups, filter, context), context);

    /// <inheritdoc cref="AddConnectionsToGroupsAsync(IEnumerable{string}, string?, RequestContext?)"/>
    public virtual Response AddConnectionsToGroups(IEnumerable<string> groups, string? filter, RequestContext? context) =>
        Send(CreateGroupsInBulk("/:addToGroups", groups, filter, context), context);

    /// <summary>Takes every connection that a filter chooses out of groups, all at once.</summary>
    /// <param name="groups">The groups; any number, names with <c>/</c> included.</param>
    /// <param name="filter">An OData expression; <see langword="null"/> or empty chooses every connection of the hub.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when nothing matches.</returns>
    /// <exception cref="ArgumentException">There is no group, or a name is malformed; no request was made.</exception>
    /// <exception cref="NotSupportedException">The chosen service version is older than 2023-07-01.</exception>
    /// <exception cref="RequestFailedException">The service refused, for example the filter.</exception>
    /// <remarks>Protocol reference: REST API, sections 7.20 and 10.</remarks>
    public virtual Task<Response> RemoveConnectionsFromGroupsAsync(
        IEnumerable<string> groups, string? filter = null, CancellationToken cancellationToken = default) =>
        RemoveConnectionsFromGroupsAsync(groups, filter, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionsFromGroupsAsync(IEnumerable{string}, string?, CancellationToken)"/>
    public virtual Response RemoveConnectionsFromGroups(
        IEnumerable<string> groups, string? filter = null, CancellationToken cancellationToken = default) =>
        RemoveConnectionsFromGroups(groups, filter, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionsFromGroupsAsync(IEnumerable{string}, string?, CancellationToken)"/>
    /// <param name="groups">The groups; any number, names with <c>/</c> included.</param>
    /// <param name="filter">An OData expression; <see langword="null"/> or empty chooses every connection of the hub.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> RemoveConnectionsFromGroupsAsync(IEnumerable<string> groups, string? filter, RequestContext? context) =>
        SendAsync(CreateGroupsInBulk("/:removeFromGroups", groups, filter, context), context);

    /// <inheritdoc cref="RemoveConnectionsFromGroupsAsync(IEnumerable{string}, string?, RequestContext?)"/>
    public virtual Response RemoveConnectionsFromGroups(IEnumerable<string> groups, string? filter, RequestContext? context) =>
        Send(CreateGroupsInBulk("/:removeFromGroups", groups, filter, context), context);

    private HttpMessage CreateGroupsInBulk(string action, IEnumerable<string> groups, string? filter, RequestContext? context)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Require(ServiceVersion.V2023_07_01, "Group membership in bulk");
        RequestContent body = WriteGroups(groups, filter);
        HttpMessage message = CreateMessage(RequestMethod.Post, context);
        message.Request.Uri.AppendPath(action, escape: false);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = body;
        return message;
    }

    private static RequestContent WriteGroups(IEnumerable<string> groups, string? filter)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            int count = 0;
            json.WriteStartObject();
            json.WriteStartArray("groups"u8);
            foreach (string group in groups)
            {
                json.WriteStringValue(Guard.GroupInQuery(group, nameof(groups)));
                count++;
            }

            if (count == 0)
            {
                throw new ArgumentException("There must be at least one group.", nameof(groups));
            }

            json.WriteEndArray();
            if (!string.IsNullOrEmpty(filter))
            {
                json.WriteString("filter"u8, filter);
            }

            json.WriteEndObject();
        }

        return RequestContent.Create(output.WrittenMemory);
    }
}
