using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "drm/amdkfd: fix dma mapping leaking warning": the pages of a range whose migration found nothing to move
// stayed mapped for the copy engine.
public sealed unsafe class SvmMigrate<THal>(DmaEngine sdma)
    where THal : struct, IHal
{
    public int ToVram(DmaBuffer pages, PhysAddr vram, int migratable)
    {
        PhysAddr source = THal.Share(pages, DriverToDevice);
        int moved = 0;
        switch (migratable)
        {
            case < 0:
                moved = migratable;
                break;
            case 0:
                Log.Info("svm: nothing to migrate");
                break;
            default:
                int cookie = sdma.Submit(source, vram, pages.Length);
                if (cookie < 0)
                {
                    moved = cookie;
                    break;
                }

                if (!sdma.WaitFor(cookie, 1000))
                {
                    sdma.Terminate();
                    moved = -110;
                    break;
                }

                moved = migratable;
                break;
        }

        THal.Unshare(source, pages, DriverToDevice);
        return moved;
    }
}
