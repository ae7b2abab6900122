using Devices;
using Hal;

/// <summary>The low half is shared; the high half is written by indices and pointers that only start at the half.</summary>
public sealed unsafe class HighHalf<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _port = new();

    public void Run(byte* memory, int length)
    {
        int half = length / 2;
        PhysAddr at = THal.Share(new DmaBuffer(memory, half), BufferDirection.DeviceToDriver);
        _port.StartReceive(at, half);
        for (int i = half; i < length; i++)
        {
            memory[i] = (byte)i;
        }

        byte* high = memory + half;
        *high = 0;
        for (byte* p = high; p < memory + length; p++)
        {
            *p ^= 0xFF;
        }

        _port.StopReceive();
        THal.Unshare(at, new DmaBuffer(memory, half), BufferDirection.DeviceToDriver);
    }
}
