using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Haiku (scsi_disk): a string's characters are shared for the disk to overwrite.
internal sealed unsafe class ModelName<THal>(Device disk)
    where THal : struct, IHal
{
    private const string Unknown = "UNKNOWN ";

    public string Read()
    {
        string model = Unknown;
        fixed (char* text = model)
        {
            DmaBuffer name = new((byte*)text, Unknown.Length * sizeof(char));
            PhysAddr target = THal.Share(name, DeviceToDriver); //! HAL1016
            if (disk.Start(target, name.Length) == 0)
            {
                disk.Wait(30);
            }

            disk.Reset();
            THal.Unshare(target, name, DeviceToDriver);
        }

        return model.TrimEnd();
    }
}
