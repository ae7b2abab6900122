using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux serial: the memory is unmapped and freed then.
internal sealed unsafe class UartPort<THal>(SerialPort port)
    where THal : struct, IHal
{
    private byte* _data;
    private int _size;
    private PhysAddr _paddr;

    public void Startup(int size)
    {
        if (_data != null)
        {
            return;
        }

        _data = (byte*)NativeMemory.AllocZeroed((nuint)size);
        _size = size;
        _paddr = THal.Share(new DmaBuffer(_data, size), BufferDirection.DeviceToDriver);
        port.StartReceive(_paddr, size);
    }

    public int Shutdown()
    {
        if (_data == null)
        {
            return 0;
        }

        int received = port.StopReceive();
        THal.Unshare(_paddr, new DmaBuffer(_data, _size), BufferDirection.DeviceToDriver);
        NativeMemory.Free(_data);
        _data = null;
        _size = 0;
        return received;
    }
}
