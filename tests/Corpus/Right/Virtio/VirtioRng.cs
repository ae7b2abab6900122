using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Entropy: bytes are asked for until there are enough.</summary>
public sealed class VirtioRng<THal>(Device device)
    where THal : struct, IHal
{
    public async Task<byte[]> GetBytesAsync(int count, CancellationToken cancellation)
    {
        byte[] result = new byte[count];
        using var staging = new PinnedBuffer(Math.Max(1, Math.Min(count, 256)));
        int filled = 0;
        while (filled < count)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = Math.Min(count - filled, staging.Buffer.Length);
            DmaBuffer piece = staging.Buffer.Slice(0, length);
            PhysAddr paddr = THal.Share(piece, DeviceToDriver);
            bool done = false;
            try
            {
                device.Program(paddr, length);
                device.Kick();
                done = await device.DoneAsync(cancellation);
            }
            finally
            {
                if (!done)
                {
                    device.Reset();
                }

                THal.Unshare(paddr, piece, DeviceToDriver);
            }

            if (!done)
            {
                throw new DeviceException("the entropy device does not answer");
            }

            piece.AsReadOnlySpan().CopyTo(result.AsSpan(filled));
            filled += length;
        }

        return result;
    }
}
