// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WebPubSub.Client.Hosting.Configuration;

/// <summary>Reader for the options of a client in a configuration section.</summary>
internal static class ClientSection
{
    private static readonly Dictionary<string, Action<WebPubSubClientOptions, string>> Settings = new()
    {
        [nameof(WebPubSubClientOptions.AutoReconnect)] = (options, value) => options.AutoReconnect = bool.Parse(value),
        [nameof(WebPubSubClientOptions.AutoRejoinGroups)] = (options, value) => options.AutoRejoinGroups = bool.Parse(value),
        [nameof(WebPubSubClientOptions.RetryFailedEvents)] = (options, value) => options.RetryFailedEvents = bool.Parse(value),
        [nameof(WebPubSubClientOptions.ConnectTimeout)] = (options, value) => options.ConnectTimeout = ParseTime(value),
        [nameof(WebPubSubClientOptions.RecoveryTimeout)] = (options, value) => options.RecoveryTimeout = ParseTime(value),
        [nameof(WebPubSubClientOptions.MessageTimeout)] = (options, value) => options.MessageTimeout = ParseTime(value),
        [nameof(WebPubSubClientOptions.KeepAliveInterval)] = (options, value) => options.KeepAliveInterval = ParseTime(value),
        [nameof(WebPubSubClientOptions.KeepAliveTimeout)] = (options, value) => options.KeepAliveTimeout = ParseTime(value),
        [nameof(WebPubSubClientOptions.SendBufferCapacity)] = (options, value) => options.SendBufferCapacity = int.Parse(value, CultureInfo.InvariantCulture),
        [nameof(WebPubSubClientOptions.SendBufferByteCapacity)] = (options, value) => options.SendBufferByteCapacity = long.Parse(value, CultureInfo.InvariantCulture),
        [nameof(WebPubSubClientOptions.ReceiveBufferCapacity)] = (options, value) => options.ReceiveBufferCapacity = int.Parse(value, CultureInfo.InvariantCulture),
    };

    /// <exception cref="ArgumentException">A value is invalid. The message names the key and the value.</exception>
    public static void Apply(IConfiguration section, WebPubSubClientOptions options)
    {
        foreach ((string key, Action<WebPubSubClientOptions, string> set) in Settings)
        {
            if (section[key] is not { Length: > 0 } value)
            {
                continue;
            }

            try
            {
                set(options, value);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                string path = section is IConfigurationSection named ? $"{named.Path}:{key}" : key;
                throw new ArgumentException($"The configuration '{path}' has the value '{value}'. Use a time such as 00:00:30, a number, or true or false, as the option needs it.", exception);
            }
        }
    }

    // Without a colon, TimeSpan reads days.
    private static TimeSpan ParseTime(string value) =>
        value.Contains(':', StringComparison.Ordinal) ? TimeSpan.Parse(value, CultureInfo.InvariantCulture) : throw new FormatException("The time has no colon.");
}
