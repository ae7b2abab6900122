using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A fast-ethernet card: short frames are copied out, long ones change places with a fresh packet.</summary>
public sealed unsafe class BoomerangReceive<THal>
    where THal : struct, IHal
{
    private const int CopyBreak = 200;
    private readonly (Packet Packet, PhysAddr Address)[] _slots;
    private readonly Ring _ring;
    private readonly NetPort _port;

    public BoomerangReceive(Ring ring, NetPort port, int slots)
    {
        _ring = ring;
        _port = port;
        _slots = new (Packet, PhysAddr)[slots];
    }

    /// <summary>Fills the slots. Where it throws, <see cref="Close"/> takes back what was filled.</summary>
    public void Open(Packet[] initial)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = (initial[i], THal.Share(initial[i].Buffer, BufferDirection.DeviceToDriver));
            _ring.Post(i, _slots[i].Address, initial[i].Length);
        }
    }

    public void Interrupt()
    {
        int limit = _slots.Length;
        while (limit-- > 0 && _ring.TryTake(out int index, out int written))
        {
            (Packet packet, PhysAddr address) = _slots[index];
            Packet? copy = written < CopyBreak ? _port.Allocate(written) : null;
            if (copy is not null)
            {
                THal.Unshare(address, packet.Buffer, BufferDirection.DeviceToDriver);
                _slots[index].Address = default;
                Buffer.MemoryCopy(packet.Data, copy.Data, copy.Capacity, written);
                _port.Deliver(copy);
                _slots[index].Address = THal.Share(packet.Buffer, BufferDirection.DeviceToDriver);
            }
            else if (_port.Allocate(packet.Capacity) is { } fresh)
            {
                PhysAddr replacement = THal.Share(fresh.Buffer, BufferDirection.DeviceToDriver);
                THal.Unshare(address, packet.Buffer, BufferDirection.DeviceToDriver);
                _slots[index] = (fresh, replacement);
                _port.Deliver(packet);
            }

            _ring.Post(index, _slots[index].Address, _slots[index].Packet.Length);
        }

        _ring.Doorbell();
    }

    public void Close()
    {
        _ring.Stop();
        for (int i = 0; i < _slots.Length; i++)
        {
            (Packet? packet, PhysAddr address) = _slots[i];
            if (address != default)
            {
                THal.Unshare(address, packet!.Buffer, BufferDirection.DeviceToDriver);
            }

            packet?.Free();
            _slots[i] = default;
        }
    }
}
