using System;
using Devices;
using Hal;

namespace Drivers;

// Like NAPI: a poll takes at most its budget, and what it takes from the front it replaces at the back. A buffer that has no replacement
// goes back itself, so the ring never has an empty place.
public sealed class BudgetedReceive<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly NetPort _stack;
    private readonly Packet[] _packets;
    private readonly PhysAddr[] _addresses;
    private int _next;

    public BudgetedReceive(Ring ring, NetPort stack, Packet[] packets)
    {
        _ring = ring;
        _stack = stack;
        _packets = packets;
        _addresses = new PhysAddr[packets.Length];
        int armed = 0;
        try
        {
            for (; armed < packets.Length; armed++)
            {
                Arm(armed);
            }
        }
        catch (DmaException)
        {
            ring.Stop();
            while (armed-- > 0)
            {
                THal.Unshare(_addresses[armed], packets[armed].Buffer, BufferDirection.DeviceToDriver);
            }

            throw;
        }
    }

    public int Poll(int budget)
    {
        int taken = 0;
        while (taken < budget && _ring.IsDone(_next))
        {
            int index = _next;
            Packet packet = _packets[index];
            THal.Unshare(_addresses[index], packet.Buffer, BufferDirection.DeviceToDriver);
            if (_stack.Allocate(packet.Capacity) is { } replacement)
            {
                _packets[index] = replacement;
                packet.Length = Math.Clamp(packet.Buffer[0] | (packet.Buffer[1] << 8), 1, packet.Capacity);
                _stack.Deliver(packet);
            }

            Arm(index);
            _next = (index + 1) % _packets.Length;
            taken++;
        }

        return taken;
    }

    public void Close()
    {
        _ring.Stop();
        for (int i = 0; i < _packets.Length; i++)
        {
            THal.Unshare(_addresses[i], _packets[i].Buffer, BufferDirection.DeviceToDriver);
            _packets[i].Free();
        }
    }

    private void Arm(int index)
    {
        Packet packet = _packets[index];
        packet.Length = packet.Capacity;
        _addresses[index] = THal.Share(packet.Buffer, BufferDirection.DeviceToDriver);
        _ring.Post(index, _addresses[index], packet.Length);
    }
}
