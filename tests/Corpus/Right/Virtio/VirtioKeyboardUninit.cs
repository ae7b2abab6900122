using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "OvmfPkg/VirtioKeyboardDxe: Fix RingMap check in UninitRing" (a507ccdc6a): the condition was inverted.
public sealed unsafe class VirtioKeyboard<THal>
    where THal : struct, IHal
{
    private const int Events = 64;

    private readonly VirtioTransport _transport;
    private readonly PinnedBuffer _events = new(Events * 8);
    private PhysAddr _ringMap;

    public VirtioKeyboard(VirtioTransport transport) => _transport = transport;

    public bool InitializeRing()
    {
        _ringMap = THal.Share(_events.Buffer, DeviceToDriver);
        if (_transport.SetQueue(0, _ringMap, Events))
        {
            _transport.Notify(0);
            return true;
        }

        UninitializeRing();
        return false;
    }

    public void UninitializeRing()
    {
        _transport.Reset();
        if (_ringMap != default)
        {
            THal.Unshare(_ringMap, _events.Buffer, DeviceToDriver);
            _ringMap = default;
        }
    }

    public void Stop()
    {
        UninitializeRing();
        _events.Dispose();
    }
}
