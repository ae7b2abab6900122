using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

/// <summary>One field of a native struct is shared; its other fields are the driver's own.</summary>
public sealed unsafe class FieldBesides<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [StructLayout(LayoutKind.Sequential)]
    private struct Command
    {
        public fixed byte Answer[64];
        public uint State;
        public int Retries;
        public ulong Started;
    }

    public uint Run()
    {
        var command = (Command*)NativeMemory.AllocZeroed((nuint)sizeof(Command));
        var answer = new DmaBuffer(command->Answer, 64);
        PhysAddr at = THal.Share(answer, BufferDirection.DeviceToDriver);
        command->State = 1;
        command->Started = (ulong)System.Environment.TickCount64;
        while (!_device.Submit(at, 64) && command->Retries < 3)
        {
            command->Retries++;
        }

        Interlocked.Exchange(ref command->State, 2);
        _device.Wait(10);
        THal.Unshare(at, answer, BufferDirection.DeviceToDriver);
        uint result = command->State + command->Answer[0];
        NativeMemory.Free(command);
        return result;
    }
}
