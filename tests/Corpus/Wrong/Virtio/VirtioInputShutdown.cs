using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (virtio input): Shutdown frees the event memory before it unshares it.
internal sealed unsafe class EventBuffer<THal>(Device input)
    where THal : struct, IHal
{
    private const int Bytes = 512;

    private byte* _events;
    private PhysAddr _address;

    public void Open()
    {
        if (_events != null)
        {
            return;
        }

        _events = (byte*)NativeMemory.AllocZeroed(Bytes);
        _address = THal.Share(new DmaBuffer(_events, Bytes), DeviceToDriver);
        input.Program(_address, Bytes);
    }

    public void Shutdown()
    {
        if (_events == null)
        {
            return;
        }

        input.Reset();
        NativeMemory.Free(_events); //! HAL1008
        THal.Unshare(_address, new DmaBuffer(_events, Bytes), DeviceToDriver);
        _events = null;
    }
}
