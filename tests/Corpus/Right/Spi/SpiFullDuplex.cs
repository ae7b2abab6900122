using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Full duplex in chunks: what was received lands where it was sent from.</summary>
public sealed class SpiFullDuplex<THal>(SpiController spi)
    where THal : struct, IHal
{
    private const int Most = 4095;

    public async Task<int> ExchangeAsync(DmaBuffer data)
    {
        int done = 0;
        while (done < data.Length)
        {
            DmaBuffer chunk = data.Slice(done, Math.Min(Most, data.Length - done));
            PhysAddr paddr = THal.Share(chunk, Both);
            bool good = false;
            try
            {
                good = await spi.TransferAsync(paddr, paddr, chunk.Length).ConfigureAwait(false);
            }
            finally
            {
                if (!good)
                {
                    spi.Abort();
                }

                THal.Unshare(paddr, chunk, Both);
            }

            if (!good)
            {
                break;
            }

            done += chunk.Length;
        }

        return done;
    }
}
