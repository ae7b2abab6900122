using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wireless and usb drivers): Close gives the memory to the heap while it is shared.
internal sealed unsafe class ReceiveBuffer<THal>(Device radio)
    where THal : struct, IHal
{
    private const int Bytes = 8192;

    private byte* _memory;
    private PhysAddr _address;

    public void Open()
    {
        if (_memory != null)
        {
            return;
        }

        _memory = (byte*)NativeMemory.AllocZeroed(Bytes);
        _address = THal.Share(new DmaBuffer(_memory, Bytes), DeviceToDriver);
        radio.Program(_address, Bytes);
    }

    public void Close()
    {
        if (_memory == null)
        {
            return;
        }

        radio.Reset();
        NativeMemory.Free(_memory); //! HAL1008
        THal.Unshare(_address, new DmaBuffer(_memory, Bytes), DeviceToDriver);
        _memory = null;
    }
}
