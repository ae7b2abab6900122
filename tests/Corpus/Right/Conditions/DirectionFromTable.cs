using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>The direction is looked up twice in a read-only table.</summary>
public sealed class OpcodeTable<THal>
    where THal : struct, IHal
{
    private static readonly BufferDirection[] s_direction =
    {
        BufferDirection.DriverToDevice, BufferDirection.DeviceToDriver, BufferDirection.Both,
    };

    private readonly Dictionary<byte, BufferDirection> _vendor = new() { [0xC0] = BufferDirection.Both };
    private readonly Device _device = new();

    public void Run(int opcode, DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, s_direction[opcode & 1]);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, s_direction[opcode & 1]);
    }

    public void RunVendor(byte opcode, DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, _vendor[opcode]);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, _vendor[opcode]);
    }
}
