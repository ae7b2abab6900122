using System;
using System.Threading.Tasks;
using Virtio.Guest;
using Virtio.Platforms.Vfio;

// The init of a guest. The kernel hands on what it does not know of its command line: name=value as environment.
int failures = 1;
try
{
    GuestSystem.MountFileSystems();
    GuestSystem.LoadModules("/modules");
    (string address, string group) = GuestSystem.BindDisk();
    VfioHal<GuestDisk>.Attach(VfioDevice.Open(address, group));
    failures = await GuestChecks.RunAsync(Environment.GetEnvironmentVariable("SHA256"));
}
catch (Exception exception)
{
    Console.WriteLine("error: " + exception);
}

Console.WriteLine(failures == 0 ? "VfioBlk: all checks passed" : $"VfioBlk: {failures} checks failed");
GuestSystem.PowerOff();
return failures;
