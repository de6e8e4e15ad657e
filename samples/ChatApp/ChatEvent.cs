// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace ChatApp;

/// <summary>The data of an event from the page: the text of a message, and the room to send to, enter or leave.</summary>
internal sealed record ChatEvent(string Text, string? Room)
{
    private const int MaxTextLength = 2000;

    public static ChatEvent Read(BinaryData data)
    {
        try
        {
            ChatEvent? chatEvent = JsonSerializer.Deserialize(data, ChatJson.Default.ChatEvent);
            string text = chatEvent?.Text?.Trim() ?? "";
            return new ChatEvent(text.Length <= MaxTextLength ? text : text[..MaxTextLength], chatEvent?.Room);
        }
        catch (JsonException)
        {
            return new ChatEvent("", null);
        }
    }
}
