// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>A hub whose JSON options have no resolver.</summary>
public sealed partial class PlainOptionsHub : WebPubSubHub
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web);

    protected override JsonSerializerOptions UserEventJsonOptions => Plain;

    [UserEvent("echo")]
    public static ChatMessage Echo(ChatMessage message) => message;
}
