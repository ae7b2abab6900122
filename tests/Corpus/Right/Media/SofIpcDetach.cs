using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound, SOF): after a timeout the DSP core is reset and then the share taken out of the scope is ended.
internal sealed class IpcChannel<THal>(Mailbox dsp)
    where THal : struct, IHal
{
    public const uint SetParameters = 0x6001_0000;
    public const uint ResetCore = 0x7001_0000;

    public int Send(DmaBuffer message)
    {
        using var scope = new SharedScope<THal>(message, DriverToDevice);
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
        dsp.Execute(ResetCore, default);
        posted.Unshare();
        return -110;
    }
}
