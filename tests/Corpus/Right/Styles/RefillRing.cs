using System;
using Devices;
using Hal;

/// <summary>Receive refill with an in-flight table, errors half way, and a drain on close.</summary>
public sealed class RefillRing<THal>(NetPort port, Ring ring) : IDisposable where THal : struct, IHal
{
    private struct Slot
    {
        public Packet? Packet;
        public PhysAddr Address;
        public DmaBuffer Buffer;
    }

    private readonly Slot[] _slots = new Slot[256];
    private int _next;
    private int _filled;

    public int Refill()
    {
        int added = 0;
        while (_filled < ring.Size - 1)
        {
            Packet? packet = port.Allocate(2048);
            if (packet is null)
            {
                break;
            }

            DmaBuffer buffer = packet.Buffer;
            PhysAddr address;
            try
            {
                address = THal.Share(buffer, BufferDirection.DeviceToDriver);
            }
            catch (DmaException)
            {
                packet.Free();
                break;
            }

            int index = (_next + _filled) & 0xff;
            ref Slot slot = ref _slots[index];
            slot.Packet = packet;
            slot.Address = address;
            slot.Buffer = buffer;
            ring.Post(index, address, buffer.Length);
            _filled++;
            added++;
        }

        if (added != 0)
        {
            ring.Doorbell();
        }

        return added;
    }

    public void Poll(int budget)
    {
        while (budget-- > 0 && ring.TryTake(out int index, out int written))
        {
            ref Slot slot = ref _slots[index];
            THal.Unshare(slot.Address, slot.Buffer, BufferDirection.DeviceToDriver);
            Packet packet = slot.Packet!;
            slot = default;
            _next = (index + 1) & 0xff;
            _filled--;
            packet.Length = written;
            port.Deliver(packet);
        }

        Refill();
    }

    public void Dispose()
    {
        ring.Stop();
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (slot.Packet is { } packet)
            {
                THal.Unshare(slot.Address, slot.Buffer, BufferDirection.DeviceToDriver);
                packet.Free();
                slot = default;
            }
        }
    }
}
