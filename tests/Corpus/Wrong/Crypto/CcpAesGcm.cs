using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: ccp - fix resource leaks in ccp_run_aes_gcm_cmd()" (505d9dcb0f7d): the branch for an unknown action
// left without the work area.
public sealed unsafe class CcpAesGcm<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Run(int action, DmaBuffer tag, ReadOnlySpan<byte> expected)
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? area)) //! HAL2002
        {
            return -12;
        }

        int result = unit.Digest(area.Paddr, 64, area.PaddrAt(64));
        if (result != 0)
        {
            area.Dispose();
            return result;
        }

        switch (action)
        {
            case 0:
                area.AsSpan().Slice(64, tag.Length).CopyTo(tag.AsSpan());
                break;
            case 1:
                result = area.AsSpan().Slice(64, expected.Length).SequenceEqual(expected) ? 0 : -74;
                break;
            default:
                return -22;
        }

        area.Dispose();
        return result;
    }
}
