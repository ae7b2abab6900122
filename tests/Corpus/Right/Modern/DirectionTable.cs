using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Directions from a table, looked up at both ends.
public sealed class DirectionTable<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private static readonly Dictionary<byte, BufferDirection> s_directions = new()
    {
        [0x01] = DriverToDevice,
        [0x02] = DeviceToDriver,
        [0x05] = Both,
    };

    public async Task<int> ExecuteAsync(byte opcode, DmaBuffer data)
    {
        if (!s_directions.TryGetValue(opcode, out BufferDirection direction))
        {
            return await queue.SubmitAsync(opcode, default, default);
        }

        PhysAddr paddr = THal.Share(data, direction);
        try
        {
            return await queue.SubmitAsync(opcode, paddr, default);
        }
        finally
        {
            THal.Unshare(paddr, data, s_directions[opcode]);
        }
    }
}
