using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A modem channel keeps three mappings of different directions and sizes for its life, each ended as it was made.</summary>
public sealed class ModemChannel<THal> : IDisposable
    where THal : struct, IHal
{
    [Flags]
    private enum Held
    {
        Nothing = 0,
        Control = 1,
        Downlink = 2,
        Uplink = 4,
    }

    private readonly Mailbox _firmware;
    private readonly DmaBuffer _controlBuffer;
    private readonly DmaBuffer _downlinkBuffer;
    private readonly DmaBuffer _uplinkBuffer;
    private PhysAddr _control;
    private PhysAddr _downlink;
    private PhysAddr _uplink;
    private Held _held;

    public ModemChannel(Mailbox firmware, DmaBuffer memory)
    {
        _firmware = firmware;
        _controlBuffer = memory.Slice(0, 256);
        _downlinkBuffer = memory.Slice(256, 1024);
        _uplinkBuffer = memory.Slice(1280, 512);
    }

    public bool Open()
    {
        try
        {
            _control = THal.Share(_controlBuffer, Both);
            _held |= Held.Control;
            _downlink = THal.Share(_downlinkBuffer, DeviceToDriver);
            _held |= Held.Downlink;
            _uplink = THal.Share(_uplinkBuffer, DriverToDevice);
            _held |= Held.Uplink;
        }
        catch (DmaException)
        {
            Dispose();
            return false;
        }

        if (_firmware.Execute(1, _control) == 0 && _firmware.Execute(2, _uplink, _downlink) == 0)
        {
            return true;
        }

        Dispose();
        return false;
    }

    public void Dispose()
    {
        if (_held != Held.Nothing)
        {
            _firmware.Execute(3, _control);
        }

        if (_held.HasFlag(Held.Uplink))
        {
            THal.Unshare(_uplink, _uplinkBuffer, DriverToDevice);
        }

        if (_held.HasFlag(Held.Downlink))
        {
            THal.Unshare(_downlink, _downlinkBuffer, DeviceToDriver);
        }

        if (_held.HasFlag(Held.Control))
        {
            THal.Unshare(_control, _controlBuffer, Both);
        }

        _held = Held.Nothing;
    }
}
