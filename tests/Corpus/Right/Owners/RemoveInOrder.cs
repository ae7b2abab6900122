using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux remove callbacks: interrupt off, engine stopped, shares ended, rings freed, power off, in this order. Every member that
// Remove undoes was either made or is null, so a half-made device is removed as well.
public sealed class StreamDevice<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly InterruptLine _line;
    private readonly PowerDomain _power;
    private readonly List<Shared<THal>> _posted = [];
    private Dma<THal>? _commands;
    private bool _attached;
    private bool _powered;

    public StreamDevice(Ring ring, InterruptLine line, PowerDomain power)
    {
        _ring = ring;
        _line = line;
        _power = power;
    }

    public bool Probe(IEnumerable<DmaBuffer> buffers)
    {
        _powered = _power.Enable() == 0;
        if (_powered && Dma<THal>.TryCreate(1, BufferDirection.Both, out _commands))
        {
            _ring.Post(0, _commands.Paddr, (int)_commands.Length);
            foreach (DmaBuffer buffer in buffers)
            {
                var share = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
                _posted.Add(share);
                _ring.Post(_posted.Count, share.Paddr, buffer.Length);
            }

            _attached = _line.TryAttach(_ring.Doorbell);
        }

        if (!_attached)
        {
            Remove();
        }

        return _attached;
    }

    public void Remove()
    {
        if (_attached)
        {
            _line.Detach();
            _attached = false;
        }

        if (_powered)
        {
            _ring.Stop();
        }

        _posted.ForEach(share => share.Unshare());
        _posted.Clear();
        _commands?.Dispose();
        _commands = null;
        if (_powered)
        {
            _power.Disable();
            _powered = false;
        }
    }
}
