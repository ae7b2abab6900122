using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// An inverter's log is read in records, with progress told to the caller. Progress, which may throw, is told between the shares and
// never within one.
public sealed class InverterLog<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _log;

    public InverterLog(BlockQueue log) => _log = log;

    public async Task<List<uint>> ReadAsync(int records, IProgress<int>? progress)
    {
        var values = new List<uint>(records);
        using var record = new PinnedBuffer(16);
        for (int i = 0; i < records; i++)
        {
            Shared<THal> shared = new(record.Buffer, BufferDirection.DeviceToDriver);
            int status;
            try
            {
                status = await _log.ReadAsync((ulong)i, shared.Paddr, 16).ConfigureAwait(false);
            }
            finally
            {
                shared.Unshare();
            }

            if (status < 0)
            {
                break;
            }

            values.Add(BinaryPrimitives.ReadUInt32LittleEndian(record.Buffer.AsReadOnlySpan()));
            progress?.Report(i + 1);
        }

        return values;
    }
}
