using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Holes of a sparse write are served by one zero page that stays shared; only real parts are mapped and unmapped.</summary>
public sealed class SparseWriter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _zeros = new(HalConstants.PageSize);
    private readonly Shared<THal> _zeroShare;
    private readonly BlockQueue _queue;

    public SparseWriter(BlockQueue queue)
    {
        _queue = queue;
        _zeroShare = new Shared<THal>(_zeros.Buffer, DriverToDevice);
    }

    private bool IsHole(PhysAddr address) => address == _zeroShare.Paddr;

    public async Task<int> WriteAsync(ulong sector, IReadOnlyList<DmaBuffer> parts)
    {
        var addresses = new PhysAddr[parts.Count];
        int mapped = 0;
        int status = 0;
        try
        {
            for (; mapped < parts.Count; mapped++)
            {
                addresses[mapped] = parts[mapped].IsEmpty ? _zeroShare.Paddr : THal.Share(parts[mapped], DriverToDevice);
            }

            for (int i = 0; i < mapped && status == 0; i++)
            {
                int length = IsHole(addresses[i]) ? HalConstants.PageSize : parts[i].Length;
                status = await _queue.WriteAsync(sector, addresses[i], length);
                sector += (ulong)length >> 9;
            }
        }
        finally
        {
            for (int i = 0; i < mapped; i++)
            {
                if (IsHole(addresses[i]))
                {
                    continue;
                }

                THal.Unshare(addresses[i], parts[i], DriverToDevice);
            }
        }

        return status;
    }

    public void Dispose()
    {
        _queue.Drain();
        _zeroShare.Unshare();
        _zeros.Dispose();
    }
}
