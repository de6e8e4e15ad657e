// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Access;

namespace WebPubSub.Tests.Access;

/// <summary>Tests for connection strings. See docs/protocols/rest-api.md#2-connection-string.</summary>
public sealed class WebPubSubConnectionStringTests
{
    private const string Key = "secret-key-that-no-message-may-show";

    [Theory]
    [InlineData("Endpoint=https://demo.webpubsub.azure.com;AccessKey=K;Version=1.0;", "https://demo.webpubsub.azure.com/", "K")]
    [InlineData("ENDPOINT=https://a.b;accesskey=K", "https://a.b/", "K")]
    [InlineData("  Endpoint = https://a.b ; AccessKey = K ", "https://a.b/", "K")]
    [InlineData("Endpoint=https://a.b;;AccessKey=K;;", "https://a.b/", "K")]
    [InlineData("Endpoint=https://a.b;nothing;AccessKey=K", "https://a.b/", "K")]
    [InlineData("Endpoint=https://a.b;AccessKey=K==", "https://a.b/", "K==")]
    [InlineData("Endpoint=a.b;AccessKey=K", "https://a.b/", "K")]
    [InlineData("Endpoint=localhost:8080;AccessKey=K", "https://localhost:8080/", "K")]
    [InlineData("Endpoint=http://localhost;AccessKey=K;Port=8080", "http://localhost:8080/", "K")]
    [InlineData("Endpoint=http://localhost:1;AccessKey=K;Port=8080", "http://localhost:8080/", "K")]
    [InlineData("Endpoint=https://a.b/path;AccessKey=K", "https://a.b/path", "K")]
    [InlineData("Endpoint=https://a.b;AccessKey=K;Version=9;Hub=chat", "https://a.b/", "K")]
    public void Parse_OfAValidString_ReadsEndpointAndKey(string connectionString, string endpoint, string key)
    {
        var parsed = WebPubSubConnectionString.Parse(connectionString);

        parsed.Endpoint.AbsoluteUri.Should().Be(endpoint);
        parsed.AccessKey.Should().Be(key);
    }

    [Theory]
    [InlineData("AccessKey=" + Key, "no 'Endpoint'")]
    [InlineData("Endpoint=;AccessKey=" + Key, "no 'Endpoint'")]
    [InlineData("Endpoint=https://a.b", "no 'AccessKey'")]
    [InlineData("Endpoint=https://a.b;AccessKey=", "no 'AccessKey'")]
    [InlineData("Endpoint=https://a.b;AccessKey=" + Key + ";AccessKey=" + Key, "'AccessKey' more than once")]
    [InlineData("Endpoint=ftp://a.b;AccessKey=" + Key, "'Endpoint' is not")]
    [InlineData("Endpoint=https://;AccessKey=" + Key, "'Endpoint' is not")]
    [InlineData("Endpoint=https://a.b;AccessKey=" + Key + ";Port=0", "'Port' is not")]
    [InlineData("Endpoint=https://a.b;AccessKey=" + Key + ";Port=65536", "'Port' is not")]
    [InlineData("Endpoint=https://a.b;AccessKey=" + Key + ";Port=x", "'Port' is not")]
    [InlineData("Endpoint=https://a.b;AccessKey=" + Key + ";Hub=a/b", "'Hub' is not")]
    [InlineData("Endpoint=https://a.b;AccessKey=" + Key + ";Hub=a;Hub=b", "'Hub' more than once")]
    [InlineData(Key, "no 'Endpoint'")]
    [InlineData(Key + "=;" + Key + "=;", "a part more than once")]
    public void Parse_OfAMalformedString_NamesThePart_AndHidesTheKey(string connectionString, string part)
    {
        Action parse = () => WebPubSubConnectionString.Parse(connectionString);

        parse.Should().Throw<ArgumentException>().Which.Message.Should().Contain(part).And.NotContain(Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Parse_OfAnEmptyString_Throws(string connectionString) =>
        FluentActions.Invoking(() => WebPubSubConnectionString.Parse(connectionString)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData(";Hub=chat", "chat")]
    [InlineData(";hub= Chat ;", "Chat")]
    [InlineData(";Hub=", null)]
    [InlineData("", null)]
    public void Hub_IsOptional(string end, string? hub) =>
        new WebPubSubServiceEndpoint("Endpoint=https://a.b;AccessKey=" + Key + end).Hub.Should().Be(hub);

    [Fact]
    public void Client_TakesTheHubOfTheConnectionString()
    {
        new WebPubSubServiceClient($"Endpoint=https://a.b;AccessKey={Key};Hub=chat").Hub.Should().Be("chat");
        FluentActions.Invoking(() => new WebPubSubServiceClient($"Endpoint=https://a.b;AccessKey={Key}"))
            .Should().Throw<ArgumentException>().WithMessage("The connection string contains no hub*");
    }

    [Fact]
    public void ToString_HidesTheKey() =>
        WebPubSubConnectionString.Parse($"Endpoint=https://a.b;AccessKey={Key}").ToString().Should().NotContain(Key);
}
