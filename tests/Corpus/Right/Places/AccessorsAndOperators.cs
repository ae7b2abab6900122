using System;
using Devices;
using Hal;

/// <summary>Shares in accessors, indexers, event accessors and operators.</summary>
public sealed class Accessors<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Shared<THal>[] _slots = new Shared<THal>[4];
    private DmaBuffer _events;
    private PhysAddr _eventsAt;
    private Action? _handlers;

    public Accessors(DmaBuffer events) => _events = events;

    public Shared<THal> this[int index]
    {
        get => _slots[index];
        set
        {
            _slots[index].Unshare();
            _slots[index] = value;
        }
    }

    public event Action Signaled
    {
        add
        {
            if (_handlers is null)
            {
                _eventsAt = THal.Share(_events, BufferDirection.DeviceToDriver);
                _device.Program(_eventsAt, _events.Length);
            }

            _handlers += value;
        }

        remove
        {
            _handlers -= value;
            if (_handlers is null && _eventsAt != default)
            {
                _device.Reset();
                THal.Unshare(_eventsAt, _events, BufferDirection.DeviceToDriver);
                _eventsAt = default;
            }
        }
    }

    public static Accessors<THal> operator +(Accessors<THal> owner, DmaBuffer buffer)
    {
        owner[0] = new Shared<THal>(buffer, BufferDirection.Both);
        return owner;
    }

    public void Clear()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            this[i] = default;
        }
    }
}
