// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Azure;

namespace WebPubSub.Access;

/// <summary>The bytes of a key credential. They are encoded again only after the credential is updated.</summary>
internal sealed class AccessKey(AzureKeyCredential credential)
{
    private volatile Encoded _current = new(credential.Key);

    /// <summary>Gets the key as text. After an update, the property returns a different string object.</summary>
    public string Text => credential.Key;

    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            string text = credential.Key;
            Encoded current = _current;
            if (!ReferenceEquals(current.Text, text))
            {
                _current = current = new Encoded(text);
            }

            return current.Bytes;
        }
    }

    private sealed class Encoded(string text)
    {
        public string Text { get; } = text;

        public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(text);
    }
}
