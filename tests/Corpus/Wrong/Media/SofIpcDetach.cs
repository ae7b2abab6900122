using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound, SOF): the scope has given the share away, and the timeout returns without ending it.
internal sealed class IpcChannel<THal>(Mailbox dsp)
    where THal : struct, IHal
{
    public const uint SetParameters = 0x6001_0000;

    public int Send(DmaBuffer message)
    {
        using var scope = new SharedScope<THal>(message, DriverToDevice); //! HAL1002 (no fix: overwritten)
        if (!dsp.TryPost(SetParameters, scope.Paddr))
        {
            return -16;
        }

        Shared<THal> posted = scope.Detach();
        if (dsp.WaitReply(500))
        {
            posted.Unshare();
            return 0;
        }

        Log.Info("the DSP did not answer");
        return -110;
    }
}
