using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (bt878): the array is pinned for the length of the fixed statement only.
internal sealed unsafe class RiscProgram<THal>(Device capture)
    where THal : struct, IHal
{
    private const uint Jump = 0x7000_0000;

    public bool Run(int lines)
    {
        var program = new uint[lines + 1];
        program[^1] = Jump;
        DmaBuffer buffer;
        PhysAddr address;
        fixed (uint* words = program)
        {
            buffer = new DmaBuffer((byte*)words, program.Length * sizeof(uint));
            address = THal.Share(buffer, DriverToDevice); //! HAL1008
        }

        capture.Program(address, buffer.Length);
        capture.Kick();
        bool done = capture.Wait(40);
        if (!done)
        {
            capture.Reset();
        }

        THal.Unshare(address, buffer, DriverToDevice);
        return done;
    }
}
