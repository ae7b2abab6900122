using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Haiku (scsi_disk): the disk writes native memory, and the string is made of it afterwards.
internal sealed unsafe class ModelName<THal>(Device disk)
    where THal : struct, IHal
{
    private const string Unknown = "UNKNOWN ";

    public string Read()
    {
        using var memory = new PinnedBuffer(Unknown.Length * sizeof(char));
        DmaBuffer name = memory.Buffer;
        PhysAddr target = THal.Share(name, DeviceToDriver);
        bool read = disk.Start(target, name.Length) == 0 && disk.Wait(30);
        disk.Reset();
        THal.Unshare(target, name, DeviceToDriver);
        string model = read ? new string((char*)name.Pointer, 0, Unknown.Length) : Unknown;
        return model.TrimEnd();
    }
}
