// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>Reader for complete request bodies with a maximum length.</summary>
internal static class RequestBody
{
    public static async ValueTask<BinaryData?> ReadAsync(HttpRequest request, long maxLength, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxLength)
        {
            return null;
        }

        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > maxLength)
            {
                reader.AdvanceTo(result.Buffer.End); // the server reads the rest or closes the connection
                return null;
            }

            if (result.IsCompleted)
            {
                BinaryData body = BinaryData.FromBytes(result.Buffer.ToArray());
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
