using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A journal that writes a transaction's blocks and then its commit record. Blocks of one transaction are in a list with their shares,
// which is emptied once all of them are on the disk.
internal sealed class JournalWriter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly PinnedBuffer _commit = new(512);
    private ulong _position;
    private uint _sequence;

    public JournalWriter(BlockQueue disk) => _disk = disk;

    public async Task<bool> CommitAsync(IReadOnlyList<DmaBuffer> blocks)
    {
        var shares = new List<Shared<THal>>(blocks.Count);
        bool good = true;
        try
        {
            var writes = new List<Task<int>>(blocks.Count);
            foreach (DmaBuffer block in blocks)
            {
                var shared = new Shared<THal>(block, DriverToDevice);
                shares.Add(shared);
                writes.Add(_disk.WriteAsync(_position++, shared.Paddr, block.Length));
            }

            foreach (int status in await Task.WhenAll(writes))
            {
                good &= status == 0;
            }
        }
        finally
        {
            _disk.Drain();
            foreach (Shared<THal> shared in shares)
            {
                shared.Unshare();
            }
        }

        if (!good)
        {
            return false;
        }

        await _disk.FlushAsync();
        return await WriteCommitAsync() == 0;
    }

    public void Dispose() => _commit.Dispose();

    private async Task<int> WriteCommitAsync()
    {
        DmaBuffer record = _commit.Buffer;
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(), ++_sequence);
        PhysAddr address = THal.Share(record, DriverToDevice);
        int status = await _disk.WriteAsync(_position++, address, record.Length);
        THal.Unshare(address, record, DriverToDevice);
        return status;
    }
}
