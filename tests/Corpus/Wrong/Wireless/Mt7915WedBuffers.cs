using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: mt7915: fix memory leak in mt7915_mmio_wed_init_rx_buf": when one of the offload's buffers cannot
// be allocated, those that are mapped already are lost.
public sealed unsafe class WedReceiveBuffers<THal>(NetPort port, Device wed)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, Packet Packet)> _tokens = new();

    public int Initialize(int size)
    {
        var filled = new List<(PhysAddr Address, Packet Packet)>();
        for (int i = 0; i < size; i++)
        {
            Packet? packet = port.Allocate(2048);
            if (packet is null)
            {
                return -12;
            }

            filled.Add((THal.Share(packet.Buffer, DeviceToDriver), packet)); //! HAL1002 (no fix: table)
        }

        for (int token = 0; token < filled.Count; token++)
        {
            _tokens.Add(token, filled[token]);
            wed.Program(filled[token].Address, 2048);
        }

        return 0;
    }

    public void Release()
    {
        wed.Reset();
        foreach ((PhysAddr address, Packet packet) in _tokens.Values)
        {
            THal.Unshare(address, packet.Buffer, DeviceToDriver);
            packet.Free();
        }

        _tokens.Clear();
    }
}
