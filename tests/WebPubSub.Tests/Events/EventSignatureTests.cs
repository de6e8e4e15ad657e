// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using System.Text;

namespace WebPubSub.Tests.Events;

/// <summary>Tests for event signatures, with the vectors of docs/protocols/event-handler.md#17-test-vectors.</summary>
public sealed class EventSignatureTests
{
    private const string Key = "7aab239577fd4f24bc919802fb629f5f";
    private const string ConnectionId = "0f9c97a2f0bf4706afe87a14e0797b11";
    private const string Good = "sha256=7767effcb3946f3e1de039df4b986ef02c110b1469d02c0a06f41b3b727ab561";

    [Theory]
    [InlineData(Key, ConnectionId, Good)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH", "conn-1", "sha256=261f7f58ff9fb9bb8be7e4951a807fe6091e5c074885bf63b865eccd28728881")]
    public void Create_ReturnsThePublishedVector(string key, string connectionId, string signature)
    {
        EventSignature.Create(connectionId, key).Should().Be(signature);
        EventSignature.Verify(signature, connectionId, key).Should().BeTrue();
    }

    [Fact]
    public void Create_WithTwoKeys_JoinsThemWithAComma() =>
        EventSignature.Create(ConnectionId, Key, "other").Should().StartWith(Good + ",sha256=").And.HaveLength((71 * 2) + 1);

    [Theory]
    [InlineData("sha256=something," + Good)]
    [InlineData("sha256=something, " + Good)]
    [InlineData(Good + ", sha256=something")]
    [InlineData("SHA256=7767EFFCB3946F3E1DE039DF4B986EF02C110B1469D02C0A06F41B3B727AB561")]
    [InlineData(",, " + Good + " ,")]
    public void Verify_OfEveryValidForm_Succeeds(string signature) =>
        EventSignature.Verify(signature, ConnectionId, Key).Should().BeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7767effcb3946f3e1de039df4b986ef02c110b1469d02c0a06f41b3b727ab561")]
    [InlineData("sha1=7767effcb3946f3e1de039df4b986ef02c110b1469d02c0a06f41b3b727ab561")]
    [InlineData("sha256=7767effcb3946f3e1de039df4b986ef02c110b1469d02c0a06f41b3b727ab562")]
    [InlineData("sha256=7767effcb3946f3e1de039df4b986ef02c110b1469d02c0a06f41b3b727ab5")]
    [InlineData("sha256=zz67effcb3946f3e1de039df4b986ef02c110b1469d02c0a06f41b3b727ab561")]
    public void Verify_OfAnInvalidSignature_Fails(string? signature) =>
        EventSignature.Verify(signature, ConnectionId, Key).Should().BeFalse();

    [Fact]
    public void Verify_ForAnotherConnection_Fails() => EventSignature.Verify(Good, "other", Key).Should().BeFalse();

    [Fact]
    public async Task Verify_WithManyKeysOnManyThreads_UsesTheRightOne()
    {
        string[] keys = [.. Enumerable.Range(0, 9).Select(number => $"key {number}")];
        string[] signatures = [.. keys.Select(key => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(ConnectionId))))];

        await Parallel.ForAsync(0, 2_000, (i, _) =>
        {
            string key = keys[i * 7 % keys.Length];
            EventSignature.Verify(signatures[i * 7 % keys.Length], ConnectionId, key).Should().BeTrue();
            EventSignature.Verify(signatures[(i + 1) * 7 % keys.Length], ConnectionId, key).Should().BeFalse();
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Verify_TriesEveryKey() => EventSignature.Verify(Good, ConnectionId, "other", Key, "third").Should().BeTrue();

    [Fact]
    public void Verify_WithoutKeys_Fails() => EventSignature.Verify(Good, ConnectionId).Should().BeFalse();

    [Fact]
    public void Verify_WithAnEmptyKey_FailsEvenForItsOwnSignature() =>
        EventSignature.Verify(EventSignature.Create(ConnectionId, ""), ConnectionId, "").Should().BeFalse();

    [Fact]
    public void Verify_OfTooManyPartsOrBytes_Fails()
    {
        string manyParts = string.Join(',', Enumerable.Repeat("sha256=x", 8)) + "," + Good;
        EventSignature.Verify(manyParts, ConnectionId, Key).Should().BeFalse("only eight parts are checked");
        EventSignature.Verify(new string(' ', 1025) + Good, ConnectionId, Key).Should().BeFalse("only 1 KiB is checked");
    }
}
