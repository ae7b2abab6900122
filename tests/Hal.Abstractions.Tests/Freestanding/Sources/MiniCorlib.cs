// The least core library that the C# compiler accepts for Core/ and a driver: what a kernel or firmware without a runtime brings along.
namespace System
{
    public class Object
    {
    }

    public abstract class ValueType
    {
    }

    public abstract class Enum : ValueType
    {
    }

    public struct Void
    {
    }

    public struct Boolean
    {
    }

    public struct Byte
    {
    }

    public struct UInt16
    {
    }

    public struct Int32
    {
    }

    public struct UInt32
    {
    }

    public struct UInt64
    {
    }

    public struct IntPtr
    {
    }

    public struct UIntPtr
    {
    }

    public sealed class String
    {
    }

    public abstract class Delegate
    {
    }

    public abstract class Attribute
    {
    }

    public enum AttributeTargets
    {
        All = 0x7FFF,
    }

    public sealed class AttributeUsageAttribute : Attribute
    {
        public AttributeUsageAttribute(AttributeTargets validOn)
        {
        }

        public bool AllowMultiple { get; set; }

        public bool Inherited { get; set; }
    }

    public sealed class ObsoleteAttribute : Attribute
    {
        public ObsoleteAttribute(string message, bool error)
        {
        }
    }

    public interface IDisposable
    {
        void Dispose();
    }
}

namespace System.Reflection
{
    // The compiler puts it on every type with an indexer.
    public sealed class DefaultMemberAttribute : Attribute
    {
        public DefaultMemberAttribute(string memberName)
        {
        }
    }
}

namespace System.Runtime.InteropServices
{
    public enum UnmanagedType
    {
    }
}

namespace System.Runtime.CompilerServices
{
    public enum MethodImplOptions
    {
        AggressiveInlining = 256,
    }

    public sealed class MethodImplAttribute : Attribute
    {
        public MethodImplAttribute(MethodImplOptions options)
        {
        }
    }

    public static class RuntimeFeature
    {
        public const string DefaultImplementationsOfInterfaces = nameof(DefaultImplementationsOfInterfaces);
        public const string NumericIntPtr = nameof(NumericIntPtr);
        public const string UnmanagedSignatureCallingConvention = nameof(UnmanagedSignatureCallingConvention);
        public const string VirtualStaticsInInterfaces = nameof(VirtualStaticsInInterfaces);
        public const string ByRefFields = nameof(ByRefFields);
    }

    public sealed class IsReadOnlyAttribute : Attribute
    {
    }

    public sealed class IsByRefLikeAttribute : Attribute
    {
    }

    public sealed class IsUnmanagedAttribute : Attribute
    {
    }

    public sealed class CompilerFeatureRequiredAttribute : Attribute
    {
        public CompilerFeatureRequiredAttribute(string featureName)
        {
        }
    }
}
