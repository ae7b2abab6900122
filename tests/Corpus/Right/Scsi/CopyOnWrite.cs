using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A snapshot target that copies a block aside before the first write to it. The block is read under a write-by-device share and written
// under a read-by-device share, one after the other.
internal sealed class CopyOnWrite<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 4096;

    private readonly BlockQueue _origin;
    private readonly BlockQueue _snapshot;
    private readonly HashSet<ulong> _copied = [];
    private readonly PinnedBuffer _block = new(BlockBytes);
    private ulong _nextFree;

    public CopyOnWrite(BlockQueue origin, BlockQueue snapshot)
    {
        _origin = origin;
        _snapshot = snapshot;
    }

    public async Task<int> BeforeWriteAsync(ulong block)
    {
        if (!_copied.Add(block))
        {
            return 0;
        }

        DmaBuffer buffer = _block.Buffer;
        PhysAddr incoming = THal.Share(buffer, DeviceToDriver);
        int status = await _origin.ReadAsync(block, incoming, buffer.Length);
        THal.Unshare(incoming, buffer, DeviceToDriver);
        if (status != 0)
        {
            _copied.Remove(block);
            return status;
        }

        PhysAddr outgoing = THal.Share(buffer, DriverToDevice);
        status = await _snapshot.WriteAsync(_nextFree, outgoing, buffer.Length);
        THal.Unshare(outgoing, buffer, DriverToDevice);
        if (status != 0)
        {
            _copied.Remove(block);
            return status;
        }

        _nextFree++;
        return 0;
    }

    public void Dispose() => _block.Dispose();
}
