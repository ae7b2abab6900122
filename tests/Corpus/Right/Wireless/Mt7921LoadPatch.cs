using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7921s: fix a possible memory leak in mt7921_load_patch": the state of the semaphore is settled before
// the patch is mapped.
public sealed class PatchLoader<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint SemaphoreControl = 0x10;
    private const uint LoadPatch = 0x05;

    public int Load(PinnedBuffer image)
    {
        int state = firmware.Execute(SemaphoreControl, default);
        if (state != 0 && state != 1)
        {
            Log.Info("unknown state of the semaphore");
            return -11;
        }

        Shared<THal> patch = Map(image);
        if (state == 1)
        {
            patch.Unshare();
            return 0;
        }

        int status = firmware.Execute(LoadPatch, patch.Paddr);
        patch.Unshare();
        return status;
    }

    private static Shared<THal> Map(PinnedBuffer image) => new(image.Buffer, BufferDirection.DriverToDevice);
}
