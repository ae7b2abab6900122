using System;
using System.Runtime.InteropServices;

namespace Virtio.Platforms.Linux;

/// <summary>The system calls that .NET has no API for.</summary>
internal static unsafe partial class Libc
{
    public const int ProtectRead = 1;
    public const int ProtectWrite = 2;
    public const int MapShared = 1;
    public const int SealShrink = 2;
    public const short PollIn = 1;
    public const short PollHangUp = 0x2000; // POLLRDHUP
    public const int EventNonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const uint MemfdCloseOnExec = 1;
    public const uint MemfdAllowSealing = 2;
    public const int AddSeals = 1033;
    public const int OpenReadWrite = 2;
    public const int SocketLevel = 1;
    public const int ScmRights = 1;
    public const int NoSignal = 0x4000;
    public const int Interrupted = 4;
    public const int TryAgain = 11;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int MemfdCreate(string name, uint flags);

    [LibraryImport(Name, EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int FTruncate(int file, long length);

    [LibraryImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FCntl(int file, int command, int argument);

    [LibraryImport(Name, EntryPoint = "mmap", SetLastError = true)]
    public static partial byte* MMap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Name, EntryPoint = "munmap", SetLastError = true)]
    public static partial int MUnmap(void* address, nuint length);

    [LibraryImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint value, int flags);

    [LibraryImport(Name, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* files, ulong count, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, void* buffer, nuint length);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, void* buffer, nuint length);

    [LibraryImport(Name, EntryPoint = "pread", SetLastError = true)]
    public static partial nint PRead(int file, void* buffer, nuint length, long offset);

    [LibraryImport(Name, EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint PWrite(int file, void* buffer, nuint length, long offset);

    [LibraryImport(Name, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport(Name, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IOCtl(int file, nuint request, void* argument);

    [LibraryImport(Name, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int socket, MessageHeader* message, int flags);

    /// <summary>The message of the last error, and its number.</summary>
    public static string LastError()
    {
        int error = Marshal.GetLastPInvokeError();
        return $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})";
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int File;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary><c>struct msghdr</c> of a 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct cmsghdr</c> with room for one file descriptor.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FileControlMessage
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int File;
        public int Padding;
    }
}
