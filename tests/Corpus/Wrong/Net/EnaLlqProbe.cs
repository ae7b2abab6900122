using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in ENA (ena_com_admin_init): a host version that is too old returns past the clean-up of the first queue.
internal sealed class AdminInit<THal>(Device ena)
    where THal : struct, IHal
{
    private const uint MinimumVersion = 0x0001_0000;

    public bool Initialize()
    {
        Dma<THal> submission = new(1, DriverToDevice); //! HAL2002
        ena.Program(submission.Paddr, (int)submission.Length);
        uint version = ena.ReadRegister(0);
        if (version is < MinimumVersion or uint.MaxValue)
        {
            Log.Info($"ena: version {version:x}");
            return false;
        }

        Dma<THal> completion = new(1, DeviceToDriver);
        ena.Program(completion.Paddr, (int)completion.Length);
        bool ready = ena.Wait(1000);
        ena.Reset();
        completion.Dispose();
        submission.Dispose();
        return ready;
    }
}
