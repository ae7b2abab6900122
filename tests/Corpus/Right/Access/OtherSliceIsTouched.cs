using Devices;
using Hal;

/// <summary>While one half of a buffer is with the device the driver works on the other half.</summary>
public sealed unsafe class HalfByHalf<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _port = new();

    public int Receive(byte* memory)
    {
        DmaBuffer whole = new(memory, 1024);
        DmaBuffer low = whole.Slice(0, 512);
        DmaBuffer high = whole.Slice(512, 512);
        PhysAddr at = THal.Share(low, BufferDirection.DeviceToDriver);
        _port.StartReceive(at, 512);
        high.AsSpan().Clear();
        memory[512] = 1;
        memory[1023] = high[0];
        whole[700] = 3;
        *(ushort*)(memory + 600) = 4;
        _port.StopReceive();
        THal.Unshare(at, low, BufferDirection.DeviceToDriver);
        return memory[0];
    }
}
