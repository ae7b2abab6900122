using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like uvcvideo over bulk pipes: payloads with headers are put together to frames until the frame bit turns. The payload buffer is
// shared for a transfer, and header and body are looked at between two transfers.
public sealed class PayloadAssembler<THal>(Device camera)
    where THal : struct, IHal
{
    private readonly List<byte> _frame = [];
    private bool? _frameBit;

    public bool TryReadFrame(DmaBuffer payload, int payloads, out byte[] frame)
    {
        frame = [];
        while (payloads-- > 0)
        {
            if (!Transfer(payload))
            {
                _frame.Clear();
                _frameBit = null;
                return false;
            }

            if (Append(payload.AsReadOnlySpan(), out frame))
            {
                return true;
            }
        }

        return false;
    }

    private bool Append(ReadOnlySpan<byte> payload, out byte[] finished)
    {
        finished = [];
        if (payload is not [var header, var flags, ..] || header < 2 || header > payload.Length)
        {
            return false;
        }

        bool bit = (flags & 1) != 0;
        bool turned = _frameBit is { } before && before != bit && _frame.Count > 0;
        if (turned)
        {
            finished = _frame.ToArray();
            _frame.Clear();
        }

        _frameBit = bit;
        _frame.AddRange(payload[header..].ToArray());
        return turned;
    }

    private bool Transfer(DmaBuffer payload)
    {
        PhysAddr address = THal.Share(payload, BufferDirection.DeviceToDriver);
        try
        {
            if (camera.Start(address, payload.Length) < 0)
            {
                return false;
            }

            if (camera.Wait(200))
            {
                return true;
            }

            camera.Reset();
            return false;
        }
        finally
        {
            THal.Unshare(address, payload, BufferDirection.DeviceToDriver);
        }
    }
}
