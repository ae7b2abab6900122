using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux mmc's packed commands: a header that lists the writes, and then their data in one transfer. The table has the header at 0
// and the writes behind it; all of it is emptied in one place.
public sealed class PackedWrites<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Device _host;

    public PackedWrites(Ring ring, Device host)
    {
        _ring = ring;
        _host = host;
    }

    public bool Write(PinnedBuffer header, IReadOnlyList<(uint Sector, DmaBuffer Data)> writes)
    {
        var table = new List<Shared<THal>>(writes.Count + 1);
        try
        {
            var bytes = header.Buffer.AsSpan();
            bytes.Clear();
            bytes[2] = (byte)writes.Count;
            for (int i = 0; i < writes.Count; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes[(8 + (i * 8))..], writes[i].Data.Length / 512);
                BinaryPrimitives.WriteUInt32LittleEndian(bytes[(12 + (i * 8))..], writes[i].Sector);
            }

            table.Add(new Shared<THal>(header.Buffer, BufferDirection.DriverToDevice));
            foreach (var (_, data) in writes)
            {
                table.Add(new Shared<THal>(data, BufferDirection.DriverToDevice));
            }

            for (int i = 0; i < table.Count; i++)
            {
                _ring.Post(i, table[i].Paddr, table[i].Buffer.Length);
            }

            _ring.Doorbell();
            bool done = _host.Wait(1000);
            _ring.Stop();
            return done;
        }
        finally
        {
            foreach (Shared<THal> share in table)
            {
                share.Unshare();
            }
        }
    }
}
