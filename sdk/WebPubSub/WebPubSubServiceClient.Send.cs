// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Protocol;
using WebPubSub.Rest;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub;

// What the four sends share; each has a file of its own.
public partial class WebPubSubServiceClient
{
    private const int MaxTimeToLiveSeconds = 300;

    private ResponseClassifier SendClassifier => _retrySends ? SuccessClassifier.Default : SuccessClassifier.SentOnce;

    private static ContentType TypeOf(SendToConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ContentType;
    }

    private static TOptions ToOptions<TOptions>(IEnumerable<string>? excluded, string? filter)
        where TOptions : SendToGroupOptions, new()
    {
        var options = new TOptions { Filter = filter };
        foreach (string connectionId in excluded ?? [])
        {
            options.ExcludedConnections.Add(connectionId);
        }

        return options;
    }

    private static RequestContent ToContent(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RequestContent.Create(content);
    }

    private static RequestContent ToContent(BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RequestContent.Create(content);
    }

    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    private static RequestContent ToJson<T>(T message) =>
        RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web));

    private static RequestContent ToJson<T>(T message, JsonTypeInfo<T> jsonTypeInfo) =>
        RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, jsonTypeInfo));

    private static ContentType OrText(ContentType contentType) => contentType == default ? ContentType.TextPlain : contentType;

    private static ContentType OrBinary(ContentType contentType) =>
        contentType == default ? ContentType.ApplicationOctetStream : contentType;

    private HttpMessage FinishSend(
        HttpMessage message,
        RequestContent content,
        ContentType contentType,
        SendToConnectionOptions options,
        string? filter,
        IEnumerable<string> excluded)
    {
        ArgumentNullException.ThrowIfNull(content);
        RequestUriBuilder uri = message.Request.Uri;
        uri.AppendPath("/:send", escape: false);
        AppendExcluded(uri, excluded);
        if (!string.IsNullOrEmpty(filter))
        {
            Require(ServiceVersion.V2022_11_01, "A filter on a send");
            uri.AppendQuery("filter", Guard.WellFormed(filter, nameof(filter)), escapeValue: true);
        }

        AppendTimeToLive(uri, options.MessageTimeToLive);
        SetMetadata(message.Request.Headers, options.Metadata);
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.SetValue("Content-Type", contentType.ToString());
        message.Request.Content = WithLength(content);
        return message;
    }

    private static void AppendExcluded(RequestUriBuilder uri, IEnumerable<string>? excluded)
    {
        foreach (string connectionId in excluded ?? [])
        {
            uri.AppendQuery("excluded", connectionId, escapeValue: true);
        }
    }

    private void AppendTimeToLive(RequestUriBuilder uri, TimeSpan? timeToLive)
    {
        if (timeToLive is not { } value)
        {
            return;
        }

        Require(ServiceVersion.V2024_01_01, "A message lifetime");
        double seconds = Math.Ceiling(value.TotalSeconds); // a part of a second must not become 0, which is no limit
        if (value < TimeSpan.Zero || seconds > MaxTimeToLiveSeconds)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timeToLive), value, $"{nameof(SendToConnectionOptions.MessageTimeToLive)} must be 0 to {MaxTimeToLiveSeconds} seconds.");
        }

        uri.AppendQuery("messageTtlSeconds", seconds.ToString(CultureInfo.InvariantCulture), escapeValue: false);
    }

    // REST API reference, section 9.4.
    private static void SetMetadata(RequestHeaders headers, IDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        string? violation = MessageMetadata.FindHeaderViolation(metadata.AsReadOnly());
        if (violation is not null)
        {
            throw new ArgumentException($"The message cannot be sent: {violation}.", nameof(metadata));
        }

        foreach ((string key, string value) in metadata)
        {
            headers.SetValue("X-WebPubSub-Metadata-" + key, value);
        }
    }

    // The service refuses a body without Content-Length. REST API reference, section 6.1.
    private static RequestContent WithLength(RequestContent content)
    {
        if (content.TryComputeLength(out _))
        {
            return content;
        }

        using var buffer = new MemoryStream();
        content.WriteTo(buffer, CancellationToken.None);
        return RequestContent.Create(buffer.ToArray());
    }
}
